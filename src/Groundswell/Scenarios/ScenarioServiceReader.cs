using Groundswell.Catalogue;
using static Groundswell.Scenarios.ScenarioPairs;

namespace Groundswell.Scenarios;

/// <summary>Reads what is usual: rhythms, mixes, services, groups.</summary>
internal sealed class ScenarioServiceReader(ScenarioNames names, double dispersion)
{
    public void ReadRhythm(ScenarioLine line)
    {
        var name = line.Take("rhythm");
        if (ScenarioRhythmReader.Read(line) is { } rhythm)
        {
            Add(line, name, names.Rhythms, rhythm);
        }
    }

    public void ReadRegions(ScenarioLine line)
    {
        var name = line.Take("regions");
        var mix = ReadMix(line, "region", text => RegionId.TryParse(text, null, out var id) ? id : null as RegionId?, "is no ISO 3166 code such as GB or US-CA.");
        if (mix is not null)
        {
            Add(line, name, names.Regions, mix);
        }
    }

    public void ReadSymptoms(ScenarioLine line)
    {
        var name = line.Take("symptoms");
        var mix = ReadMix(line, "symptom", text => SymptomId.TryParse(text, null, out var id) ? id : null as SymptomId?, $"is no symptom; {Slug.Rule}");
        if (mix is not null)
        {
            Add(line, name, names.Symptoms, mix);
        }
    }

    /// <summary><c>service slug "Name" category usual 600/h [rhythm R] [in MIX] [with MIX] [dispersion N]</c></summary>
    public void ReadService(ScenarioLine line)
    {
        var slug = line.Take("service");
        var id = line.Read(slug, "service", text => ServiceId.TryParse(text, null, out var parsed) ? parsed : null as ServiceId?, $"is no slug; {Slug.Rule}");
        var name = line.Take("name");
        var category = line.Take("category");
        if (category is { } word && !Slug.IsValid(word.Text))
        {
            line.Complain(word, "category", $"'{Slug.Excerpt(word.Text)}' is no slug; {Slug.Rule}");
        }

        var pairs = line.TakePairs("usual", "rhythm", "in", "with", "dispersion");
        var usual = pairs.TryGetValue("usual", out var given) ? line.Read(given, "usual", ScenarioValues.Rate, ScenarioValues.RateRule) : null;
        if (!pairs.ContainsKey("usual"))
        {
            line.ComplainAtEnd("usual", "is missing; it says how many reports come on a good day.");
        }

        var size = pairs.TryGetValue("dispersion", out var r)
            ? line.Read(r, "dispersion", ScenarioValues.Dispersion, ScenarioValues.DispersionRule)
            : dispersion;
        var regions = names.FindRegions(line, Find(pairs, "in"), names.Regions.GetValueOrDefault(ScenarioNames.Default));
        var symptoms = names.FindSymptoms(line, Find(pairs, "with"), names.Symptoms.GetValueOrDefault(ScenarioNames.Default));
        var rhythm = names.FindRhythm(line, Find(pairs, "rhythm"));
        if (id is null)
        {
            return;
        }

        if (names.Services.ContainsKey(id.Value))
        {
            line.Complain(slug!.Value, "service", $"{id} is already a service of this scenario.");
        }
        else if (names.Services.Count == ScenarioLimits.Services)
        {
            line.Complain(slug!.Value, "service", $"a scenario has at most {ScenarioLimits.Services} services.");
        }
        else
        {
            names.Services[id.Value] = new ScenarioService
            {
                Id = id.Value,
                Name = name?.Text ?? "",
                Category = category?.Text ?? "",
                UsualPerMinute = usual ?? 0,
                Rhythm = rhythm ?? ScenarioRhythm.Flat,
                Dispersion = size ?? dispersion,
                Regions = regions ?? new ScenarioMix<RegionId>([KeyValuePair.Create(RegionId.Unknown, 1.0)]),
                Symptoms = symptoms ?? new ScenarioMix<SymptomId>([KeyValuePair.Create(SymptomId.Parse("other"), 1.0)]),
            };
        }
    }

    /// <summary><c>group name service service …</c></summary>
    public void ReadGroup(ScenarioLine line)
    {
        var name = line.Take("group");
        var members = new List<ServiceId>();
        foreach (var word in line.TakeRest())
        {
            members.AddRange(names.FindServices(line, word));
        }

        if (members.Count == 0)
        {
            line.ComplainAtEnd("group", "has no services.");
        }

        if (name is { } given && (given.Text is "all" or "others" or ScenarioNames.Everything || (ServiceId.TryParse(given.Text, null, out var id) && names.Services.ContainsKey(id))))
        {
            line.Complain(given, "group", $"'{Slug.Excerpt(given.Text)}' already means something else.");
            return;
        }

        Add(line, name, names.Groups, [.. members.Distinct()]);
    }

    private static ScenarioMix<T>? ReadMix<T>(ScenarioLine line, string field, Func<string, T?> read, string rule)
        where T : struct
    {
        var parts = new List<KeyValuePair<T, double>>();
        while (parts.Count == 0 || !line.IsAtEnd)
        {
            var word = line.Take(field);
            if (word is null)
            {
                return null;
            }

            var value = line.Read(word, field, read, rule);
            var weight = line.Read(line.Take("share"), "share", ScenarioValues.Weight, ScenarioValues.ShareRule);
            if (weight is <= 0 or > ScenarioLimits.PerMinute)
            {
                line.Complain(word.Value, "share", "must be above 0.");
                return null;
            }

            if (value is null || weight is null)
            {
                return null;
            }

            if (parts.Exists(p => p.Key.Equals(value.Value)))
            {
                line.Complain(word.Value, field, $"{value} is given twice.");
            }

            parts.Add(KeyValuePair.Create(value.Value, weight.Value));
        }

        return new ScenarioMix<T>(parts);
    }

    private static void Add<T>(ScenarioLine line, ScenarioWord? name, Dictionary<string, T> named, T value)
    {
        if (name is not { } given)
        {
            return;
        }

        if (!Slug.IsValid(given.Text))
        {
            line.Complain(given, line.Keyword, $"'{Slug.Excerpt(given.Text)}' is no name; {Slug.Rule}");
        }
        else if (!named.TryAdd(given.Text, value))
        {
            line.Complain(given, line.Keyword, $"'{given.Text}' is given twice.");
        }
    }
}
