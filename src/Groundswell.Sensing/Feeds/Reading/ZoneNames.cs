namespace Groundswell.Sensing.Feeds.Reading;

/// <summary>Zones by name: those of RFC 822, and those that pages write beside them and that mean one thing.</summary>
internal static class ZoneNames
{
    private static readonly (double Hours, string Names)[] Known =
    [
        (0, "Z UT UTC GMT WET"), (-2.5, "NDT"), (-3, "BRT"), (-3.5, "NST"), (-4, "EDT"), (-5, "EST CDT"), (-6, "CST MDT"), (-7, "MST PDT"), (-8, "PST AKDT"), (-9, "AKST"), (-10, "HST"),
        (1, "BST WEST CET MEZ"), (2, "CEST MESZ EET SAST"), (3, "EEST MSK"), (8, "SGT HKT AWST"), (9, "JST KST"), (10, "AEST"), (11, "AEDT"), (12, "NZST"), (13, "NZDT"),
    ];

    private static readonly Dictionary<string, double> Hours =
        Known.SelectMany(k => k.Names.Split(' ').Select(name => (Name: name, k.Hours))).ToDictionary(k => k.Name, k => k.Hours, StringComparer.OrdinalIgnoreCase);

    /// <summary>How far ahead of UTC, or null for a name that is not known.</summary>
    public static TimeSpan? Offset(string zone) => Hours.TryGetValue(zone, out var hours) ? TimeSpan.FromHours(hours) : null;
}
