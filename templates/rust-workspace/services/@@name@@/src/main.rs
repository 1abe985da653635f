//! @@description@@

use axum::{Router, routing::get};
use shared::{Failure, Settings, serve};
use tonic::service::Routes;

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let settings = Settings::from_variables(|name| std::env::var(name).ok())?;
    // Services of tonic-build are added to these routes: `Routes::new(GreetingServer::new(...))`.
    serve(settings, http_routes(), Routes::default()).await
}

fn http_routes() -> Router {
    Router::new().route("/greeting", get(greeting))
}

async fn greeting() -> String {
    format!("Hello from {}\n", env!("CARGO_PKG_NAME"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn it_greets() {
        assert!(greeting().await.starts_with("Hello from "));
    }
}
