using System.Net;
using Groundswell.Dns.Asking;
using Groundswell.Dns.Wire;

namespace Groundswell.Dns.Observing;

/// <summary>Puts one question to all servers of a zone at a time, and goes on soon after the first answer that is of use.</summary>
/// <param name="book">Asks.</param>
/// <param name="time">Clock of the grace.</param>
internal sealed class Consultation(QueryBook book, TimeProvider time)
{
    /// <summary>The answers that came until a short while after the first useful one; all, if none is.</summary>
    public async Task<IReadOnlyList<Reply>> AskAllAsync(DomainName zone, IEnumerable<IPEndPoint> servers, DomainName name, RecordType type, Func<Reply, bool> isUseful)
    {
        var waiting = servers.Distinct().Select(s => book.AskBestAsync(s, name, type)).ToList();
        var replies = new List<Reply>();
        Task? grace = null;
        using var ended = new CancellationTokenSource();
        while (waiting.Count > 0)
        {
            var next = await Task.WhenAny(grace is null ? waiting : [.. waiting, grace]);
            if (next is not Task<DnsResult?> answered)
            {
                break;
            }

            waiting.Remove(answered);
            var reply = Reply.Read(await answered, zone, name, type);
            replies.Add(reply);
            if (grace is null && isUseful(reply))
            {
                grace = Task.Delay(DiagnosisLimits.Grace, time, ended.Token);
            }
        }

        await ended.CancelAsync();
        return replies;
    }
}
