"config.error_tags.request_id_tag",
