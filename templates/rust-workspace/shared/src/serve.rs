use std::{net::Ipv4Addr, time::Duration};

use axum::Router;
use tokio::{
    net::TcpListener,
    signal::unix::{SignalKind, signal},
    sync::watch,
    time::timeout,
};
use tonic::{service::Routes, transport::Server};
use tonic_health::{ServingStatus, server::health_reporter};

use crate::{Failure, Settings, log, metrics::Metrics, probes::with_probes};

/// Kubernetes waits for 30 seconds, of which some are gone before the process hears of it.
const LONGEST_END: Duration = Duration::from_secs(20);

/// Answers over HTTP and gRPC until the process is asked to end, and then what is under way.
pub async fn serve(settings: Settings, http: Router, grpc: Routes) -> Result<(), Failure> {
    let Settings {
        http_port,
        grpc_port,
        stores,
    } = settings;
    let http = with_probes(http, Metrics::new()?, stores);
    let (health, health_service) = health_reporter();
    health.set_service_status("", ServingStatus::Serving).await;
    let grpc = grpc.add_service(health_service);

    let listener = TcpListener::bind((Ipv4Addr::UNSPECIFIED, http_port)).await?;
    let grpc_address = (Ipv4Addr::UNSPECIFIED, grpc_port).into();
    let (end, ended) = watch::channel(false);
    let servers = async {
        let http = async {
            axum::serve(listener, http)
                .with_graceful_shutdown(asked(ended.clone()))
                .await
                .map_err(Failure::from)
        };
        let grpc = async {
            Server::builder()
                .add_routes(grpc)
                .serve_with_shutdown(grpc_address, asked(ended.clone()))
                .await
                .map_err(Failure::from)
        };
        tokio::try_join!(http, grpc).map(|_| ())
    };
    tokio::pin!(servers);

    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    log("info", &format!("listens on {http_port} (HTTP) and {grpc_port} (gRPC)"));
    tokio::select! {
        failed = &mut servers => return failed,
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    log("info", "answers what is under way, and ends");
    health.set_service_status("", ServingStatus::NotServing).await;
    end.send(true)?;
    timeout(LONGEST_END, servers).await.unwrap_or(Ok(()))
}

async fn asked(mut ended: watch::Receiver<bool>) {
    // Without a sender nobody can ask any more, which is an end, too.
    let _ = ended.wait_for(|is_over| *is_over).await;
}
