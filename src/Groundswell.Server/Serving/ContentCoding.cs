namespace Groundswell.Server.Serving;

/// <summary>Forms in which a body is kept.</summary>
internal enum ContentCoding
{
    Identity,
    Gzip,
    Brotli,
}
