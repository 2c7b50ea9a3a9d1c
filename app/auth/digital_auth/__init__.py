"""デジタル認証アプリ: the government's identity provider for the My Number Card, over OpenID Connect."""
