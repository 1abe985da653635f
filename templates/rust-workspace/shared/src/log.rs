use serde_json::json;

/// Says something in the log; `LOG_FORMAT=json` makes each line an object, as the platform wants it.
pub fn log(level: &str, message: &str) {
    if std::env::var("LOG_FORMAT").is_ok_and(|format| format == "json") {
        println!("{}", json!({ "level": level, "message": message }));
    } else {
        println!("{level}: {message}");
    }
}
