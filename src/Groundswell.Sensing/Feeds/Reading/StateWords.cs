using Groundswell.Signals;

namespace Groundswell.Sensing.Feeds.Reading;

/// <summary>The words that pages use for a component's condition, whatever their case and punctuation.</summary>
internal static class StateWords
{
    private static readonly Dictionary<string, NoticeState> Known = new(StringComparer.Ordinal)
    {
        ["operational"] = NoticeState.Operational,
        ["up"] = NoticeState.Operational,
        ["ok"] = NoticeState.Operational,
        ["green"] = NoticeState.Operational,
        ["available"] = NoticeState.Operational,
        ["none"] = NoticeState.Operational,
        ["resolved"] = NoticeState.Operational,
        ["undermaintenance"] = NoticeState.Maintenance,
        ["maintenance"] = NoticeState.Maintenance,
        ["scheduledmaintenance"] = NoticeState.Maintenance,
        ["plannedmaintenance"] = NoticeState.Maintenance,
        ["blue"] = NoticeState.Maintenance,
        ["degraded"] = NoticeState.Degraded,
        ["degradedperformance"] = NoticeState.Degraded,
        ["performanceissues"] = NoticeState.Degraded,
        ["performancedegradation"] = NoticeState.Degraded,
        ["minor"] = NoticeState.Degraded,
        ["minoroutage"] = NoticeState.PartialOutage,
        ["yellow"] = NoticeState.Degraded,
        ["hasissues"] = NoticeState.Degraded,
        ["partialoutage"] = NoticeState.PartialOutage,
        ["partialservicedisruption"] = NoticeState.PartialOutage,
        ["major"] = NoticeState.PartialOutage,
        ["orange"] = NoticeState.PartialOutage,
        ["majoroutage"] = NoticeState.MajorOutage,
        ["fulloutage"] = NoticeState.MajorOutage,
        ["servicedisruption"] = NoticeState.MajorOutage,
        ["critical"] = NoticeState.MajorOutage,
        ["down"] = NoticeState.MajorOutage,
        ["downtime"] = NoticeState.MajorOutage,
        ["outage"] = NoticeState.MajorOutage,
        ["red"] = NoticeState.MajorOutage,
    };

    /// <returns>Unknown for a word that is not known.</returns>
    public static NoticeState Of(string word) => Known.GetValueOrDefault(Letters(word), NoticeState.Unknown);

    public static string Letters(string word) =>
        string.Concat(word.Take(64).Where(char.IsAsciiLetter).Select(char.ToLowerInvariant));

    /// <summary>Says that something does not work, more or less.</summary>
    public static bool IsTrouble(NoticeState state) => state is NoticeState.Degraded or NoticeState.PartialOutage or NoticeState.MajorOutage;
}
