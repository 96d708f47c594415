namespace Groundswell.Sensing.Feeds.Watching;

/// <summary>
/// When a feed is asked again. Spread a little, so that many nodes and many feeds do not ask at once; and ever later while a
/// server is busy or does not answer, as it has enough to do on the day when everybody asks.
/// </summary>
internal static class FeedSchedule
{
    private const double Spread = 0.1;
    private const int MostDoublings = 6;
    private static readonly TimeSpan LongestBackOff = TimeSpan.FromHours(1);

    /// <summary>A server may ask for more, but not to be forgotten.</summary>
    private static readonly TimeSpan LongestRequested = TimeSpan.FromDays(1);

    /// <summary>Before the first asking: anywhere within an interval, at most a minute.</summary>
    public static TimeSpan First(TimeSpan interval, Random random) =>
        (interval < TimeSpan.FromMinutes(1) ? interval : TimeSpan.FromMinutes(1)) * random.NextDouble();

    /// <summary>After an asking; <paramref name="failures"/> counts those in a row that failed, <paramref name="requested"/> is what the server asked for.</summary>
    public static TimeSpan Next(TimeSpan interval, int failures, TimeSpan? requested, Random random)
    {
        var backOff = interval * Math.Pow(2, Math.Min(failures, MostDoublings));
        var longest = interval > LongestBackOff ? interval : LongestBackOff;
        var wait = backOff < longest ? backOff : longest;
        if (requested is { } asked && asked > wait)
        {
            wait = asked < LongestRequested ? asked : LongestRequested;
        }

        return wait * (1 + (Spread * random.NextDouble()));
    }
}
