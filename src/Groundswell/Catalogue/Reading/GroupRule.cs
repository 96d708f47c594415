namespace Groundswell.Catalogue.Reading;

/// <summary>
/// A redundancy group lives within one dependent: it works while at least k of its n members do. Every member states the same k,
/// because whoever edits one line should not have to guess which of the others counts.
/// </summary>
internal sealed class GroupRule(CatalogueErrors errors)
{
    private readonly Dictionary<string, List<Member>> _groups = new(StringComparer.Ordinal);

    /// <param name="group">Its name.</param>
    /// <param name="at">Where an error about this member points.</param>
    /// <param name="needed">k as this member states it; null if that was unreadable.</param>
    public void Add(string group, Located at, int? needed)
    {
        if (!_groups.TryGetValue(group, out var members))
        {
            _groups[group] = members = [];
        }

        members.Add(new Member(at, needed));
    }

    public void Check()
    {
        foreach (var (name, members) in _groups)
        {
            foreach (var member in members.Where(m => m.Needed is not null))
            {
                if (member.Needed > members.Count)
                {
                    errors.Add(member.At, $"{member.Needed} of group '{name}' are needed, but it has {members.Count}.");
                }
                else if (members[0].Needed is { } first && member.Needed != first)
                {
                    var line = members[0].At.Value.Line;
                    errors.Add(
                        member.At,
                        $"{member.Needed} of group '{name}' are needed here, {first} in line {line}; all members must state the same.");
                }
            }
        }
    }

    private sealed record Member(Located At, int? Needed);
}
