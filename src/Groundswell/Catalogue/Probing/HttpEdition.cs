namespace Groundswell.Catalogue.Probing;

/// <summary>Which HTTP a probe speaks; it takes no other.</summary>
public enum HttpEdition
{
    /// <summary>HTTP/1.1.</summary>
    Http1,

    /// <summary>HTTP/2; with prior knowledge where there is no TLS.</summary>
    Http2,

    /// <summary>HTTP/3, where the vantage has QUIC.</summary>
    Http3,
}
