namespace Groundswell.Sensing.Feeds.Reading;

/// <summary>Zones by name: those of RFC 822, and those that pages write beside them and that mean one thing.</summary>
internal static class ZoneNames
{
    private static readonly Dictionary<string, double> Hours = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Z"] = 0, ["UT"] = 0, ["UTC"] = 0, ["GMT"] = 0, ["WET"] = 0,
        ["EST"] = -5, ["EDT"] = -4, ["CST"] = -6, ["CDT"] = -5, ["MST"] = -7, ["MDT"] = -6, ["PST"] = -8, ["PDT"] = -7,
        ["AKST"] = -9, ["AKDT"] = -8, ["HST"] = -10, ["NST"] = -3.5, ["NDT"] = -2.5, ["BRT"] = -3,
        ["BST"] = 1, ["WEST"] = 1, ["CET"] = 1, ["MEZ"] = 1, ["CEST"] = 2, ["MESZ"] = 2, ["EET"] = 2, ["SAST"] = 2, ["EEST"] = 3, ["MSK"] = 3,
        ["SGT"] = 8, ["HKT"] = 8, ["AWST"] = 8, ["JST"] = 9, ["KST"] = 9, ["AEST"] = 10, ["AEDT"] = 11, ["NZST"] = 12, ["NZDT"] = 13,
    };

    /// <summary>How far ahead of UTC, or null for a name that is not known.</summary>
    public static TimeSpan? Offset(string zone) => Hours.TryGetValue(zone, out var hours) ? TimeSpan.FromHours(hours) : null;
}
