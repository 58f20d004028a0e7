"""llama-index: its vector index and its BM25 retriever, fused by reciprocal rank, as its documentation shows."""

from pathlib import Path

from llama_index.core import Settings, StorageContext, VectorStoreIndex, load_index_from_storage
from llama_index.core.llms import MockLLM
from llama_index.core.retrievers import QueryFusionRetriever
from llama_index.core.schema import TextNode
from llama_index.embeddings.huggingface import HuggingFaceEmbedding
from llama_index.retrievers.bm25 import BM25Retriever

from benchmarks.contenders import DEPTH, Ready, Search
from benchmarks.contenders.weights import weights
from benchmarks.material import Material


def ingest(material: Material, folder: Path, ready: Ready) -> int:
    """Both indexes, kept in the folder."""
    Settings.embed_model = HuggingFaceEmbedding(model_name=weights())
    ready()
    nodes = [_node(chunk.text, chunk.section) for chunk in material.chunks]
    VectorStoreIndex(nodes).storage_context.persist(folder / "vectors")
    BM25Retriever.from_defaults(nodes=nodes, similarity_top_k=DEPTH).persist(str(folder / "words"))
    return len(nodes)


def search(folder: Path) -> Search:
    """Five results of the two, fused."""
    Settings.embed_model, Settings.llm = HuggingFaceEmbedding(model_name=weights()), MockLLM()
    index = load_index_from_storage(StorageContext.from_defaults(persist_dir=str(folder / "vectors")))
    fused = QueryFusionRetriever(
        [index.as_retriever(similarity_top_k=DEPTH), BM25Retriever.from_persist_dir(str(folder / "words"))],
        similarity_top_k=DEPTH,
        num_queries=1,
        mode="reciprocal_rerank",
        use_async=False,
    )

    def ask(question: str) -> list[list[str]]:
        return [[result.node.metadata["section"]] for result in fused.retrieve(question)]

    return ask


def _node(text: str, section: str) -> TextNode:
    """The section is for scoring only: neither embedded nor searched."""
    node = TextNode(text=text, metadata={"section": section})
    node.excluded_embed_metadata_keys = node.excluded_llm_metadata_keys = ["section"]
    return node
