use crate::{Failure, stores::Store};

// Where the catalog expects it.
const HTTP_PORT: u16 = @@port@@;
const GRPC_PORT: u16 = @@grpc-port@@;

/// What the environment says.
#[derive(Debug)]
pub struct Settings {
    /// Port of HTTP, with probes and metrics.
    pub http_port: u16,
    pub grpc_port: u16,
    pub(crate) stores: Vec<Store>,
}

impl Settings {
    /// Reads the environment variables: PORT, GRPC_PORT, and those that name stores.
    pub fn from_variables(variable: impl Fn(&str) -> Option<String>) -> Result<Self, Failure> {
        let port = |name: &str, usual: u16| match variable(name) {
            None => Ok(usual),
            Some(text) => text
                .parse()
                .map_err(|_| format!("{name} is \"{text}\", which is no port")),
        };
        Ok(Self {
            http_port: port("PORT", HTTP_PORT)?,
            grpc_port: port("GRPC_PORT", GRPC_PORT)?,
            stores: Store::named(&variable),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_that_is_none_is_named() {
        let wrong = Settings::from_variables(|name| (name == "PORT").then(|| "many".to_owned()));
        assert_eq!(wrong.unwrap_err().to_string(), "PORT is \"many\", which is no port");
    }

    #[test]
    fn without_variables_it_listens_where_the_catalog_expects_it() {
        let settings = Settings::from_variables(|_| None).unwrap();
        assert_eq!((settings.http_port, settings.grpc_port), (HTTP_PORT, GRPC_PORT));
        assert!(settings.stores.is_empty());
    }
}
