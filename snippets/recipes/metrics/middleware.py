"config.metrics.metrics_middleware",
