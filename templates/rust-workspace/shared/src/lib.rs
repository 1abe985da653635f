//! What the services of this workspace have in common: how they are asked, measured and ended.

mod log;
mod metrics;
mod probes;
mod serve;
mod settings;
mod stores;

pub use log::log;
pub use serve::serve;
pub use settings::Settings;

/// Why a service could not go on.
pub type Failure = Box<dyn std::error::Error + Send + Sync>;
