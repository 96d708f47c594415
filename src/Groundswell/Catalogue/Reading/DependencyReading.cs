using System.Globalization;

namespace Groundswell.Catalogue.Reading;

/// <summary>The field <c>dependencies</c> of services and components.</summary>
internal sealed class DependencyReading(
    IReadOnlyDictionary<ComponentId, ComponentDraft> components, UnspecifiedComponents unspecified, EvidenceReading evidence, CatalogueErrors errors)
{
    public IReadOnlyList<Dependency> ReadFor(Located list) => Read(list, null, [], text => text);

    /// <param name="list">The field.</param>
    /// <param name="dependent">The component that has them. Cycles over several components are legal, one over itself is not.</param>
    /// <param name="regions">Regions of the set that the component is written in.</param>
    /// <param name="expand">Replaces the placeholders of that set.</param>
    public IReadOnlyList<Dependency> ReadFor(
        Located list, ComponentId dependent, IReadOnlyList<string> regions, Func<string, string> expand) =>
        Read(list, dependent, regions, expand);

    private List<Dependency> Read(Located list, ComponentId? dependent, IReadOnlyList<string> regions, Func<string, string> expand)
    {
        var read = new List<Dependency>();
        var groups = new GroupRule(errors);
        foreach (var at in errors.ReadList(list, CatalogueLimits.DependenciesPerEntry))
        {
            if (ReadOne(at, dependent, regions, expand, groups) is not { } dependency)
            {
                continue;
            }

            if (read.Exists(other => other.On == dependency.On))
            {
                errors.Add(at, $"{dependency.On} is listed twice.");
            }
            else
            {
                read.Add(dependency);
            }
        }

        groups.Check();
        return read;
    }

    private Dependency? ReadOne(
        Located at, ComponentId? dependent, IReadOnlyList<string> regions, Func<string, string> expand, GroupRule groups)
    {
        if (Fields.Of(at, errors) is not { } fields || (dependent is { } component && !AppliesTo(component, fields, regions)))
        {
            return null;
        }

        var on = fields.Require("on") is { } onAt ? ReadTarget(onAt, dependent, expand) : null;
        var criticality = fields.Require("criticality") is { } wordAt ? errors.ReadWord<Criticality>(wordAt) : null;
        var group = fields.Find("group") is { } groupAt ? errors.ReadSlug(groupAt) : null;
        var neededAt = fields.Find("needed");
        var needed = neededAt is { } countAt ? ReadCount(countAt) : null;
        var fallback = fields.Find("fallback") is { } fallbackAt ? ReadFallback(fallbackAt) : 0;
        var known = fields.Require("evidence") is { } evidenceAt ? evidence.Read(evidenceAt, expand) : [];
        fields.RefuseOthers();
        if (group is not null)
        {
            groups.Add(group, neededAt ?? at, neededAt is null ? 1 : needed);
        }
        else if (neededAt is { } alone)
        {
            errors.Add(alone, "stands without 'group'; it says how many members of a group must work.");
        }

        return on is null || criticality is null || known.Count == 0
            ? null
            : new Dependency { On = on.Value, Criticality = criticality.Value, Group = group, Needed = needed ?? 1, Fallback = fallback, Evidence = known };
    }

    private ComponentId? ReadTarget(Located at, ComponentId? dependent, Func<string, string> expand)
    {
        if (errors.ReadText(at) is not { } written)
        {
            return null;
        }

        var text = expand(written);
        if (Unspecified.Read(text) is { } whole)
        {
            if (!unspecified.Need(whole))
            {
                var close = errors.Suggest(text, components.Keys.SelectMany(c => new[] { c.Provider, $"{c.Provider}/{c.Region}" }).Distinct(StringComparer.Ordinal));
                errors.AddUnknown(at, $"no component of '{Slug.Excerpt(text)}' is defined.{close}");
                return null;
            }

            return whole;
        }

        if (!ComponentId.TryParse(text, null, out var on))
        {
            errors.Add(at, $"'{Slug.Excerpt(text)}' is not a component; it must be provider/region/name, or provider/region or provider where the component is not known.");
            return null;
        }

        if (!components.ContainsKey(on))
        {
            var meant = errors.Suggest(text, components.Keys.Select(c => c.ToString()));
            errors.AddUnknown(at, $"no component '{Slug.Excerpt(text)}' is defined.{meant}");
            return null;
        }

        if (on == dependent)
        {
            errors.Add(at, $"{on} cannot depend on itself.");
            return null;
        }

        return on;
    }

    /// <summary>In a set of several regions a dependency may be known for some of them only.</summary>
    private bool AppliesTo(ComponentId dependent, Fields fields, IReadOnlyList<string> regions)
    {
        if (fields.Find("regions") is not { } field)
        {
            return true;
        }

        if (field.Value is YamlValue.List { Items.Count: 0 })
        {
            errors.Add(field, "must name at least one region of this set.");
        }

        var listed = new List<string>();
        foreach (var at in fields.FindList("regions", regions.Count))
        {
            var region = errors.ReadSlug(at);
            if (region is not null && !regions.Contains(region))
            {
                errors.Add(at, $"'{region}' is not among the regions of this set.{errors.Suggest(region, regions)}");
            }
            else if (region is not null)
            {
                listed.Add(region);
            }
        }

        return listed.Contains(dependent.Region);
    }

    private int? ReadCount(Located at)
    {
        if (errors.ReadText(at) is not { } text)
        {
            return null;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count >= 1)
        {
            return count;
        }

        errors.Add(at, $"'{Slug.Excerpt(text)}' must be a whole number, 1 or more.");
        return null;
    }

    private double ReadFallback(Located at)
    {
        if (errors.ReadText(at) is not { } text)
        {
            return 0;
        }

        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var chance) && chance is > 0 and < 1)
        {
            // Finer than anybody knows, and it bounds how many kinds of needs there can be.
            return Math.Clamp(Math.Round(chance, 2), 0.01, 0.99);
        }

        errors.Add(at, $"'{Slug.Excerpt(text)}' must be a number between 0 and 1: the chance that the dependent carries on without it.");
        return 0;
    }
}
