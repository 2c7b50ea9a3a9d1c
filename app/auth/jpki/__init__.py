"""公的個人認証 (JPKI): the certificates of a My Number Card, read and verified as the law and J-LIS want it."""
