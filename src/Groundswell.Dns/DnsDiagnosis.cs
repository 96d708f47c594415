using Groundswell.Dns.Asking;
using Groundswell.Dns.Judging;
using Groundswell.Dns.Observing;

namespace Groundswell.Dns;

/// <summary>Finds out why a name does not resolve, or that it does: observes first, over the network and within limits, then judges.</summary>
public static class DnsDiagnosis
{
    /// <param name="options">What is diagnosed.</param>
    /// <param name="time">Clock of timeouts, and what signatures are judged by.</param>
    /// <param name="cancellationToken">Ends it without a diagnosis.</param>
    public static async Task<Diagnosis> RunAsync(DiagnosisOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(DiagnosisLimits.Whole, time);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        using var book = new QueryBook(new DnsClient(time), options.Hints.AreBuiltIn ? PublicAddress.IsPublic : _ => true, deadline.Token);
        var seen = await new Survey(options, book, time).RunAsync();
        cancellationToken.ThrowIfCancellationRequested();
        return Judge.Of(seen);
    }
}
