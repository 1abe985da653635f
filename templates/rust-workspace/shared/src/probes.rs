use std::sync::Arc;

use axum::{Router, http::StatusCode, middleware::from_fn_with_state, routing::get};

use crate::{
    log,
    metrics::{Metrics, measure},
    stores::{Store, unreachable},
};

/// The routes of a service, measured, and those of Kubernetes and Prometheus beside them, which are nobody's requests.
pub fn with_probes(own: Router, metrics: Metrics, stores: Vec<Store>) -> Router {
    let stores = Arc::new(stores);
    let text = metrics.clone();
    own.layer(from_fn_with_state(metrics, measure))
        // What it depends on is no reason to end a process, so this asks nobody.
        .route("/health", get(|| async { "healthy\n" }))
        .route("/ready", get(move || ready(stores)))
        .route("/metrics", get(move || async move { scraped(&text) }))
}

async fn ready(stores: Arc<Vec<Store>>) -> (StatusCode, String) {
    let missing = unreachable(&stores).await;
    if missing.is_empty() {
        (StatusCode::OK, "ready\n".to_owned())
    } else {
        (
            StatusCode::SERVICE_UNAVAILABLE,
            format!("cannot reach {}\n", missing.join(", ")),
        )
    }
}

fn scraped(metrics: &Metrics) -> (StatusCode, String) {
    match metrics.text() {
        Ok(text) => (StatusCode::OK, text),
        Err(failure) => {
            log("error", &failure.to_string());
            (StatusCode::INTERNAL_SERVER_ERROR, String::new())
        }
    }
}
