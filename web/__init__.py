"""Pages and API of Kuntoutuspolku."""
