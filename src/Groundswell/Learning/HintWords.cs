using System.Globalization;
using System.Text;

namespace Groundswell.Learning;

/// <summary>A hint in one sentence, and as an entry for the catalogue (docs/catalogue.md).</summary>
public static class HintWords
{
    private const int MostCases = 5;

    /// <summary>Such as "failed in 4 of the 5 outages of it (i-12, i-31, …), and in 0.3 % of times as long without one".</summary>
    public static string Evidence(DependencyHint hint)
    {
        ArgumentNullException.ThrowIfNull(hint);
        var cases = string.Join(", ", hint.Cases.Take(MostCases).Select(c => c.Cause.ToString())) + (hint.Cases.Count > MostCases ? ", …" : "");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"failed in {hint.Cases.Count} of {hint.Incidents} outages of it ({cases}), and {BaseRate(hint)} of times as long without one");
    }

    public static string Posterior(DependencyHint hint) => hint.Posterior >= 0.995 ? "over 99 %" : hint.Posterior.ToString("P0", CultureInfo.InvariantCulture);

    /// <summary>To be pasted under the service's <c>dependencies</c>; evidence that a stranger can check should take the place of this one.</summary>
    public static string Yaml(IEnumerable<DependencyHint> hints)
    {
        ArgumentNullException.ThrowIfNull(hints);
        var text = new StringBuilder("services:\n");
        foreach (var service in hints.GroupBy(h => h.Service).OrderBy(g => g.Key))
        {
            text.Append(CultureInfo.InvariantCulture, $"  {service.Key}:\n    dependencies:\n");
            foreach (var hint in service)
            {
                text.Append(CultureInfo.InvariantCulture, $"      - on: {hint.Component} # {Posterior(hint)}\n");
                text.Append(CultureInfo.InvariantCulture, $"        criticality: {hint.Criticality.ToString().ToLowerInvariant()}\n");
                text.Append(CultureInfo.InvariantCulture, $"        evidence:\n          - assumed: \"it {Evidence(hint)}\"\n");
            }
        }

        return text.ToString();
    }

    private static string BaseRate(DependencyHint hint) => hint.BaseRate < 0.001 ? "in less than 0.1 %" : string.Create(CultureInfo.InvariantCulture, $"in {hint.BaseRate:0.0 %}");
}
