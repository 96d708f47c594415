namespace Groundswell.Sensing.Discovery.Observing;

/// <summary>What one visit to a site brought.</summary>
/// <param name="Page">Null if it did not answer over HTTP.</param>
/// <param name="Certificate">Null if there was no TLS.</param>
/// <param name="Fault">Why something is missing, as a clause.</param>
internal sealed record PageVisit(PageObservation? Page, CertificateObservation? Certificate, string? Fault);
