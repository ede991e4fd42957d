//! Listens: connections, their bounds, and the end.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;

use crate::error::WebError;
use crate::site::{Shared, Site};
use crate::{journal, routes, watching, work};

/// Most bytes of a request's head, and most headers.
const HEAD_BYTES: usize = 32 << 10;
const HEADERS: usize = 64;
/// How long requests and the watch may go on when the service is told to end.
const LAST_WAIT: Duration = Duration::from_secs(10);
/// How often the archive is looked at for what another program added.
const LOOK: Duration = Duration::from_secs(5);
/// When there are no sockets left, accepting fails at once; it is tried again after this.
const BREATH: Duration = Duration::from_millis(50);

/// Serves until the process is told to end (SIGINT, SIGTERM). `ready` is told the address once the service listens.
///
/// # Errors
///
/// [`WebError`] where it cannot begin.
pub fn serve(site: Site, ready: impl FnOnce(SocketAddr)) -> Result<(), WebError> {
    site.check()?;
    journal::start();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|cause| WebError::System { what: "threads", cause })?;
    runtime.block_on(served(Arc::new(site), ready))
}

async fn served(site: Shared, ready: impl FnOnce(SocketAddr)) -> Result<(), WebError> {
    let listen = site.settings.listen;
    let failed = |cause| WebError::Address { listen, cause };
    let listener = TcpListener::bind(listen).await.map_err(failed)?;
    ready(listener.local_addr().map_err(failed)?);
    let router = routes::router(site.clone());
    tokio::spawn(look(site.clone()));
    let watch = watching::begin(&site)?;
    let graceful = GracefulShutdown::new();
    let room = Arc::new(Semaphore::new(site.settings.connections));
    let accepting = async {
        loop {
            let Ok(permit) = room.clone().acquire_owned().await else { return };
            match listener.accept().await {
                Ok((stream, _)) => {
                    let answering = answered(&site, &graceful, (stream, router.clone()));
                    tokio::spawn(async move {
                        answering.await;
                        drop(permit);
                    });
                }
                Err(cause) => {
                    tracing::warn!(%cause, "accept");
                    tokio::time::sleep(BREATH).await;
                }
            }
        }
    };
    {
        let (accepting, end) = (std::pin::pin!(accepting), std::pin::pin!(told_to_end()));
        futures_util::future::select(accepting, end).await;
    }
    drop(listener);
    site.end();
    let watch = tokio::task::spawn_blocking(|| watching::ended(watch, LAST_WAIT));
    let _ = tokio::time::timeout(LAST_WAIT, graceful.shutdown()).await;
    let _ = watch.await;
    Ok(())
}

/// Answers the requests of one connection.
fn answered(
    site: &Site,
    graceful: &GracefulShutdown,
    (stream, router): (TcpStream, Router),
) -> impl Future<Output = ()> + Send + 'static {
    // Small answers must not wait for more to send.
    let _ = stream.set_nodelay(true);
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(site.settings.head_wait)
        .max_buf_size(HEAD_BYTES)
        .max_headers(HEADERS)
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(router));
    let watched = graceful.watch(connection);
    async move {
        // A client that goes away, or is too slow, is no fault of the service.
        if let Err(cause) = watched.await {
            tracing::debug!(%cause, "connection");
        }
    }
}

/// Sees what other programs add to the archive.
async fn look(site: Shared) {
    loop {
        tokio::time::sleep(LOOK).await;
        // What is wrong with the archive was written to the journal.
        let _ = work::apart(&site, |site| Ok(site.archive.reload()?)).await;
    }
}

async fn told_to_end() {
    let interrupt = std::pin::pin!(tokio::signal::ctrl_c());
    #[cfg(unix)]
    if let Ok(mut terminate) = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        let terminate = std::pin::pin!(terminate.recv());
        futures_util::future::select(interrupt, terminate).await;
        return;
    }
    let _ = interrupt.await;
}
