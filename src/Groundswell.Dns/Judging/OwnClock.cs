using System.Globalization;
using Groundswell.Dns.Asking;
using Groundswell.Dns.Observing;
using Groundswell.Dns.Wire;

namespace Groundswell.Dns.Judging;

/// <summary>
/// Whether this machine's clock is wrong: the signatures of one zone expire by themselves, those of every zone together do not.
/// </summary>
internal static class OwnClock
{
    /// <summary>Signed zones, of which one is the root, that are out of time alike.</summary>
    private const int FewestZones = 2;

    /// <summary>Periods of validity that are compared; a zone's signatures have a few.</summary>
    private const int MostPeriods = 400;

    /// <summary>The time at which most signatures are valid, where none of any zone is valid now.</summary>
    public static (DateTimeOffset Time, string Note)? Of(Observation seen)
    {
        var now = (uint)seen.At.ToUnixTimeSeconds();
        var zones = seen.Zones.Keys.Select(z => (Zone: z, Periods: PeriodsOf(seen, z))).Where(z => z.Periods.Count > 0).ToList();
        if (zones.Count < FewestZones || zones.All(z => !z.Zone.IsRoot))
        {
            return null;
        }

        var isLate = zones.All(z => z.Periods.All(p => IsBefore(p.To, now)));
        var isEarly = zones.All(z => z.Periods.All(p => IsBefore(now, p.From)));
        if (!isLate && !isEarly)
        {
            return null;
        }

        var all = zones.SelectMany(z => z.Periods).Distinct().Take(MostPeriods).ToList();
        var best = all.Select(p => p.From).Distinct().MaxBy(t => zones.Count(z => z.Periods.Any(p => Holds(p, t))));

        // Halfway to where the first of those that hold then ends: away from both edges.
        var end = all.Where(p => Holds(p, best)).Select(p => p.To).Aggregate((one, other) => IsBefore(one, other) ? one : other);
        var time = DateTimeOffset.FromUnixTimeSeconds(best + ((end - best) / 2));
        var (here, there) = (seen.At.ToString("d MMMM yyyy HH:mm 'UTC'", CultureInfo.InvariantCulture), time.ToString("d MMMM yyyy", CultureInfo.InvariantCulture));
        return (time, $"By this machine's clock ({here}) the signatures of every zone on the way, the root's as well, {(isLate ? "have expired" : "are not valid yet")}: that clock is wrong. They were judged as of {there}, when they hold together.");
    }

    private static HashSet<(uint From, uint To)> PeriodsOf(Observation seen, DomainName zone) =>
    [
        .. from asked in seen.Asked
           where asked.Key.Kind.Means() is not null && asked.Value is DnsResult.Answered
           from record in ((DnsResult.Answered)asked.Value).Message.Answers
           let signature = record.Content as RecordContent.Rrsig
           where signature is not null && signature.Signer == zone && signature.Covered is RecordType.Soa or RecordType.DnsKey or RecordType.Ds
           select (signature.Inception, signature.Expiration),
    ];

    private static bool Holds((uint From, uint To) period, uint time) => !IsBefore(time, period.From) && !IsBefore(period.To, time);

    /// <summary>Serial number arithmetic (RFC 4034, section 3.1.5).</summary>
    private static bool IsBefore(uint one, uint other) => (int)(one - other) < 0;
}
