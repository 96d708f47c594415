using Groundswell.Catalogue;

namespace Groundswell.Scenarios;

/// <summary>What a scenario has given a name to, so far.</summary>
internal sealed class ScenarioNames
{
    /// <summary>The mix or rhythm that a service takes where it names none.</summary>
    public const string Default = "default";

    /// <summary>Every service of the scenario.</summary>
    public const string Everything = "everything";

    private const string OfCategory = "category:";

    public Dictionary<string, ScenarioRhythm> Rhythms { get; } = new() { ["flat"] = ScenarioRhythm.Flat };

    public Dictionary<string, ScenarioMix<RegionId>> Regions { get; } = [];

    public Dictionary<string, ScenarioMix<SymptomId>> Symptoms { get; } = [];

    public Dictionary<ServiceId, ScenarioService> Services { get; } = [];

    public Dictionary<string, IReadOnlyList<ServiceId>> Groups { get; } = [];

    /// <summary>The named mix, or a single region by its code.</summary>
    public ScenarioMix<RegionId>? FindRegions(ScenarioLine line, ScenarioWord? word, ScenarioMix<RegionId>? otherwise) =>
        word is { } given && RegionId.TryParse(given.Text, null, out var region)
            ? new ScenarioMix<RegionId>([KeyValuePair.Create(region, 1.0)])
            : Find(line, word, "in", Regions, otherwise);

    public ScenarioMix<SymptomId>? FindSymptoms(ScenarioLine line, ScenarioWord? word, ScenarioMix<SymptomId>? otherwise) =>
        Find(line, word, "with", Symptoms, otherwise);

    public ScenarioRhythm? FindRhythm(ScenarioLine line, ScenarioWord? word) =>
        Find(line, word, "rhythm", Rhythms, Rhythms.GetValueOrDefault(Default, ScenarioRhythm.Flat));

    /// <summary>Services, groups and categories, joined by commas. Empty, with a complaint, where a name is not known.</summary>
    public IReadOnlyList<ServiceId> FindServices(ScenarioLine line, ScenarioWord? word)
    {
        var found = new List<ServiceId>();
        if (word is not { } given)
        {
            return found;
        }

        foreach (var name in given.Text.Split(','))
        {
            if (Groups.TryGetValue(name, out var group))
            {
                found.AddRange(group);
            }
            else if (name == Everything)
            {
                found.AddRange(Services.Keys);
            }
            else if (name.StartsWith(OfCategory, StringComparison.Ordinal) && Services.Values.Where(s => s.Category == name[OfCategory.Length..]).Select(s => s.Id).ToList() is { Count: > 0 } members)
            {
                found.AddRange(members);
            }
            else if (ServiceId.TryParse(name, null, out var id) && Services.ContainsKey(id))
            {
                found.Add(id);
            }
            else
            {
                line.Complain(given, line.Keyword, $"'{Slug.Excerpt(name)}' is neither a service nor a group of this scenario, nor everything, nor a category of it such as category:video.");
            }
        }

        return [.. found.Distinct()];
    }

    private static T? Find<T>(ScenarioLine line, ScenarioWord? word, string field, Dictionary<string, T> named, T? otherwise)
        where T : class
    {
        if (word is { } given)
        {
            if (!named.TryGetValue(given.Text, out var found))
            {
                line.Complain(given, field, $"'{Slug.Excerpt(given.Text)}' has no such name here; known: {string.Join(", ", named.Keys)}.");
            }

            return found;
        }

        if (otherwise is null)
        {
            line.ComplainAtEnd(field, "is missing, and none is named default.");
        }

        return otherwise;
    }
}
