"config.sql_comments.SqlCommentMiddleware",
