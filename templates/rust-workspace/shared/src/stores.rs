use std::time::Duration;

use tokio::{net::TcpStream, time::timeout};

/// Something that keeps data for a service.
#[derive(Debug, PartialEq)]
pub struct Store {
    pub name: &'static str,
    pub address: String,
}

impl Store {
    /// The stores that variables name.
    pub fn named(variable: impl Fn(&str) -> Option<String>) -> Vec<Self> {
        let database = variable("DB_HOST").filter(|host| !host.is_empty()).map(|host| {
            let port = variable("DB_PORT").unwrap_or_else(|| "5432".to_owned());
            Self {
                name: "the database",
                address: format!("{host}:{port}"),
            }
        });
        let redis = variable("REDIS_URL").filter(|url| !url.is_empty()).map(|url| Self {
            name: "Redis",
            address: address_of(&url),
        });
        database.into_iter().chain(redis).collect()
    }

    async fn answers(&self) -> bool {
        matches!(
            timeout(Duration::from_secs(1), TcpStream::connect(&self.address)).await,
            Ok(Ok(_))
        )
    }
}

/// Names of those that do not answer within a second.
pub async fn unreachable(stores: &[Store]) -> Vec<&'static str> {
    let mut missing = Vec::new();
    for store in stores {
        if !store.answers().await {
            missing.push(store.name);
        }
    }
    missing
}

/// Host and port of `redis://:password@host:port/0`.
fn address_of(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let authority = rest.split('/').next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    if host.contains(':') {
        host.to_owned()
    } else {
        format!("{host}:6379")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::net::TcpListener;

    #[tokio::test]
    async fn stores_that_do_not_answer_are_named() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port().to_string();
        let stores = Store::named(|name| match name {
            "DB_HOST" => Some("127.0.0.1".to_owned()),
            "DB_PORT" => Some(port.clone()),
            "REDIS_URL" => Some(format!("redis://:secret@127.0.0.1:{port}/0")),
            _ => None,
        });
        assert!(unreachable(&stores).await.is_empty());
        drop(listener);
        assert_eq!(unreachable(&stores).await, ["the database", "Redis"]);
    }

    #[test]
    fn redis_has_a_usual_port() {
        assert_eq!(address_of("redis://cache/0"), "cache:6379");
    }
}
