select 1; -- kept for queue-and-review-screen: write here
