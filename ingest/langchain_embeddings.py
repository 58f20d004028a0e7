"""Our embedding model as LangChain's `Embeddings`, for chains of others. Apart, because importing LangChain's takes 0.2 s."""

from langchain_core.embeddings import Embeddings

from ingest.embeddings import Embedder


class LangChainEmbeddings(Embeddings):
    """Any of our models where LangChain wants its own kind."""

    def __init__(self, model: Embedder) -> None:
        self.model = model

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """One unit vector a text, in order."""
        vectors: list[list[float]] = self.model.vectors(texts).tolist()
        return vectors

    def embed_query(self, text: str) -> list[float]:
        """The unit vector of one text."""
        return self.model.embed_query(text)
