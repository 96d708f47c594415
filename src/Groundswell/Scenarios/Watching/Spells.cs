using System.Globalization;

namespace Groundswell.Scenarios.Watching;

/// <summary>For how long what was published was not as expected, and what stood there instead.</summary>
internal sealed class Spells
{
    private const int Listed = 4;
    private const int LongestText = 160;

    private readonly Dictionary<string, TimeSpan> _instead = [];
    private (DateTimeOffset At, string Seen)? _first;

    public TimeSpan Total { get; private set; }

    /// <param name="at">When.</param>
    /// <param name="weight">For how long.</param>
    /// <param name="kind">What stood there, without what changes from minute to minute.</param>
    /// <param name="seen">What stood there, in full.</param>
    public void Add(DateTimeOffset at, TimeSpan weight, string kind, string seen)
    {
        _first ??= (at, seen);
        Total += weight;
        var known = kind.Length <= LongestText ? kind : kind[..LongestText];
        _instead[known] = _instead.GetValueOrDefault(known) + weight;
    }

    /// <summary>Such as "first at 10-20 09:39: aws/global/route53 (97 %); in all aws/global/route53 397 min, none 12 min".</summary>
    public string Describe()
    {
        if (_first is not { } first)
        {
            return "";
        }

        var longest = _instead.OrderByDescending(p => p.Value).ThenBy(p => p.Key, StringComparer.Ordinal).ToList();
        var all = string.Join(", ", longest.Take(Listed).Select(p => $"{p.Key} {Minutes(p.Value)}"));
        var rest = longest.Count > Listed ? string.Create(CultureInfo.InvariantCulture, $" and {longest.Count - Listed} more") : "";
        return string.Create(CultureInfo.InvariantCulture, $"first at {first.At:MM-dd HH:mm}: {Cut(first.Seen)}; in all {all}{rest}");
    }

    public static string Minutes(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:0.#} min");

    private static string Cut(string text) => text.Length <= 2 * LongestText ? text : $"{text[..(2 * LongestText)]}…";
}
