"""haystack: in-memory embedding and BM25 retrievers, joined by reciprocal rank, as its documentation shows."""

from pathlib import Path

from haystack import Document, Pipeline
from haystack.components.joiners import DocumentJoiner
from haystack.components.retrievers.in_memory import InMemoryBM25Retriever, InMemoryEmbeddingRetriever
from haystack.document_stores.in_memory import InMemoryDocumentStore
from haystack_integrations.components.embedders.sentence_transformers import (
    SentenceTransformersDocumentEmbedder,
    SentenceTransformersTextEmbedder,
)

from benchmarks.contenders import DEPTH, Ready, Search
from benchmarks.contenders.weights import weights
from benchmarks.material import Material


def ingest(material: Material, folder: Path, ready: Ready) -> int:
    """One store, kept in the folder."""
    embedder = SentenceTransformersDocumentEmbedder(model=weights(), progress_bar=False)
    embedder.warm_up()
    ready()
    documents = [Document(content=chunk.text, meta={"section": chunk.section}) for chunk in material.chunks]
    store = InMemoryDocumentStore(embedding_similarity_function="cosine")
    store.write_documents(embedder.run(documents)["documents"])
    folder.mkdir(parents=True, exist_ok=True)
    store.save_to_disk(str(folder / "store.json"))
    return len(documents)


def search(folder: Path) -> Search:
    """Five results of the two, joined."""
    pipeline = _pipeline(InMemoryDocumentStore.load_from_disk(str(folder / "store.json")))

    def ask(question: str) -> list[list[str]]:
        asked = {"embedder": {"text": question}, "words": {"query": question}}
        return [[document.meta["section"]] for document in pipeline.run(asked)["joined"]["documents"]]

    return ask


def _pipeline(store: InMemoryDocumentStore) -> Pipeline:
    pipeline = Pipeline()
    pipeline.add_component("embedder", SentenceTransformersTextEmbedder(model=weights(), progress_bar=False))
    pipeline.add_component("meaning", InMemoryEmbeddingRetriever(store, top_k=DEPTH))
    pipeline.add_component("words", InMemoryBM25Retriever(store, top_k=DEPTH))
    pipeline.add_component("joined", DocumentJoiner(join_mode="reciprocal_rank_fusion", top_k=DEPTH))
    pipeline.connect("embedder.embedding", "meaning.query_embedding")
    pipeline.connect("meaning", "joined")
    pipeline.connect("words", "joined")
    pipeline.warm_up()
    return pipeline
