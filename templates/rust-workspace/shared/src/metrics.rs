use std::time::Instant;

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use prometheus::{CounterVec, HistogramOpts, HistogramVec, Opts, Registry, TextEncoder};

use crate::Failure;

/// Requests, by the names that dashboards and alerts of the platform know.
#[derive(Clone)]
pub struct Metrics {
    registry: Registry,
    requests: CounterVec,
    duration: HistogramVec,
}

impl Metrics {
    pub fn new() -> Result<Self, Failure> {
        let requests = Opts::new("http_requests_total", "Requests that were answered.");
        let duration = HistogramOpts::new("http_request_duration_seconds", "Time until a request was answered.");
        let metrics = Self {
            registry: Registry::new(),
            requests: CounterVec::new(requests, &["method", "code"])?,
            duration: HistogramVec::new(duration, &["method"])?,
        };
        metrics.registry.register(Box::new(metrics.requests.clone()))?;
        metrics.registry.register(Box::new(metrics.duration.clone()))?;
        Ok(metrics)
    }

    /// As Prometheus reads them.
    pub fn text(&self) -> Result<String, Failure> {
        Ok(TextEncoder::new().encode_to_string(&self.registry.gather())?)
    }
}

/// Measures each request of the routes that it is laid around.
pub async fn measure(State(metrics): State<Metrics>, request: Request, next: Next) -> Response {
    let begin = Instant::now();
    // Whoever asks may send any method: each one would be a series of its own.
    let method = match request.method().as_str() {
        known @ ("GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE" | "OPTIONS") => known.to_owned(),
        _ => "other".to_owned(),
    };
    let answer = next.run(request).await;
    metrics
        .requests
        .with_label_values(&[method.as_str(), answer.status().as_str()])
        .inc();
    metrics
        .duration
        .with_label_values(&[method.as_str()])
        .observe(begin.elapsed().as_secs_f64());
    answer
}
