namespace Groundswell.Detection;

/// <summary>
/// The groups of one tick in which something is afoot, gathered in one pass over all services. Of a large group the services with most reports
/// are taken, and those of which something is held: a common factor shows in few.
/// </summary>
internal sealed class SurgeRoll
{
    private const int Largest = 64;
    private const int LargestWithFlagged = 192;

    private readonly Dictionary<SurgeKey, List<SurgeMember>> _members = [];
    private readonly Dictionary<SurgeKey, SurgeGroup> _groups = [];
    private readonly HashSet<int> _flagged = [];

    /// <summary>This group is wanted.</summary>
    public void Want(SurgeKey key, int flagged)
    {
        _members.TryAdd(key, []);
        _flagged.Add(flagged);
    }

    /// <summary>Adds a service to those of its groups that are wanted.</summary>
    /// <param name="index">Of the service.</param>
    /// <param name="category">Its category.</param>
    /// <param name="suppliers">Suppliers that few services have.</param>
    /// <param name="assessment">What is held of it.</param>
    /// <param name="sign">ln of what speaks for its outage beside the number of reports.</param>
    public void Add(int index, string category, IReadOnlyList<string> suppliers, ServiceAssessment assessment, double sign)
    {
        var whole = new SurgeMember(index, assessment.Counts, sign);
        Add(new SurgeKey(SurgeScope.Category, category), whole);
        Add(new SurgeKey(SurgeScope.Everything), whole);
        foreach (var supplier in suppliers)
        {
            Add(new SurgeKey(SurgeScope.Supplier, Supplier: supplier), whole);
        }

        foreach (var place in assessment.Places)
        {
            var part = new SurgeMember(index, place.Counts, sign);
            Add(new SurgeKey(SurgeScope.CategoryInCountry, category, place.Country), part);
            Add(new SurgeKey(SurgeScope.Country, Country: place.Country), part);
        }
    }

    /// <summary>The group, when all services are added; null where it is not wanted or has but one member.</summary>
    public SurgeGroup? Find(SurgeKey key)
    {
        if (_groups.TryGetValue(key, out var known))
        {
            return known;
        }

        return _members.TryGetValue(key, out var members) && members.Count > 1 ? _groups[key] = new SurgeGroup(Trim(members), key.SharedOutage) : null;
    }

    private List<SurgeMember> Trim(List<SurgeMember> members)
    {
        if (members.Count <= Largest)
        {
            return members;
        }

        members.Sort((a, b) => b.Counts.Expected[RecentCounts.Quarter].CompareTo(a.Counts.Expected[RecentCounts.Quarter]));
        return [.. members.Take(Largest).Concat(members.Skip(Largest).Where(m => _flagged.Contains(m.Index)).Take(LargestWithFlagged - Largest))];
    }

    private void Add(SurgeKey key, SurgeMember member)
    {
        if (_members.TryGetValue(key, out var members))
        {
            members.Add(member);
        }
    }
}
