using Groundswell.Catalogue;

namespace Groundswell.Sensing.Discovery.Judging;

/// <summary>
/// Suppliers stand in for each other only if at least two different organisations do the same (Kashaf, Sekar and Agarwal, IMC 2020,
/// §3.1): two name servers of one supplier are no redundancy against that supplier.
/// </summary>
internal static class RedundancyRule
{
    public static void Apply(IEnumerable<FindingDraft> drafts, SuppliedFunction function, string group)
    {
        var members = drafts.Where(d => d.Function == function).ToList();
        if (members.Select(m => m.IsPrivate ? "" : m.Organisation).Distinct(StringComparer.Ordinal).Count() < 2)
        {
            return;
        }

        foreach (var member in members)
        {
            member.Group = group;
        }
    }
}
