using System.Globalization;
using System.Text.Json;
using Groundswell.Catalogue;
using Groundswell.Signals;
using Spectre.Console;

namespace Groundswell.Cli.Commands;

/// <summary>What <c>catalogue check</c> found, for people and for programs.</summary>
internal sealed class CatalogueReport(string directory, CatalogueReadResult result)
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public void WriteText(TextWriter output)
    {
        if (result is CatalogueReadResult.Broken broken)
        {
            foreach (var error in broken.Errors)
            {
                output.WriteLine(error);
            }

            output.WriteLine($"{Plural.Of(broken.Errors.Count, "error")} in {directory}.");
        }
        else if (result is CatalogueReadResult.Valid valid)
        {
            WriteTable(valid.Catalogue, output);
        }
    }

    public void WriteJson(TextWriter output)
    {
        var summary = result is CatalogueReadResult.Valid valid ? Summarise(valid.Catalogue) : null;
        var errors = (result as CatalogueReadResult.Broken)?.Errors ?? [];
        var document = new { Directory = directory, Valid = summary is not null, Summary = summary, Errors = errors };
        output.WriteLine(JsonSerializer.Serialize(document, Web));
    }

    private void WriteTable(ServiceCatalogue catalogue, TextWriter output)
    {
        var summary = Summarise(catalogue);
        var table = new Table { Title = new TableTitle(Markup.Escape(directory)), Border = TableBorder.Minimal };
        table.AddColumn("what");
        table.AddColumn(new TableColumn("number").RightAligned());
        AddRow(table, "services", summary.Services);
        AddRow(table, "categories", summary.Categories);
        AddRow(table, "symptoms", summary.Symptoms);
        AddRow(table, "providers", summary.Providers);
        AddRow(table, "components", summary.Components);
        AddRow(table, "dependencies of services", summary.ServiceDependencies);
        AddRow(table, "dependencies of components", summary.ComponentDependencies);
        foreach (var (kind, count) in summary.DependenciesBySurestEvidence)
        {
            AddRow(table, $"of both, {kind} at best", count);
        }

        AddRow(table, "of both, in part assumed", summary.PartlyAssumed);
        AddRow(table, "probes", summary.Probes);
        AddRow(table, "probes implied by host names", summary.ImpliedProbes);
        AddRow(table, "countries with holidays", summary.HolidayCountries);
        AddRow(table, "holidays by law", summary.PublicHolidays);
        AddRow(table, "holidays by custom", summary.CustomHolidays);

        ResultConsole.On(output).Write(table);
    }

    private static void AddRow(Table table, string what, int count) => table.AddRow(what, count.ToString(CultureInfo.InvariantCulture));

    private static CatalogueSummary Summarise(ServiceCatalogue catalogue)
    {
        var ofServices = catalogue.Services.Values.SelectMany(s => s.Dependencies).ToList();
        var ofComponents = catalogue.Components.Values.SelectMany(c => c.Dependencies).ToList();
        var all = ofServices.Concat(ofComponents).ToList();
        var holidays = catalogue.Holidays.Countries.SelectMany(c => c.Holidays).CountBy(h => h.Kind).ToDictionary();
        var byKind = all.ToLookup(d => d.Evidence.Min(e => e.Kind));
        var probes = ProbePlan.From(catalogue, new ProbeDefaults { Implied = false }).Count;
        return new CatalogueSummary
        {
            Probes = probes,
            ImpliedProbes = ProbePlan.From(catalogue, new ProbeDefaults()).Count - probes,
            Services = catalogue.Services.Count,
            Categories = catalogue.Categories.Count,
            Symptoms = catalogue.Symptoms.Count,
            Providers = catalogue.Providers.Count,
            Components = catalogue.Components.Count,
            ServiceDependencies = ofServices.Count,
            ComponentDependencies = ofComponents.Count,
            DependenciesBySurestEvidence = Enum.GetValues<EvidenceKind>()
                .ToDictionary(k => k.ToString().ToLowerInvariant(), k => byKind[k].Count(), StringComparer.Ordinal),
            PartlyAssumed = all.Count(d => !d.IsAssumed && d.Evidence.Any(e => e.Kind == EvidenceKind.Assumed)),
            HolidayCountries = catalogue.Holidays.Countries.Count,
            PublicHolidays = holidays.GetValueOrDefault(HolidayKind.Public),
            CustomHolidays = holidays.GetValueOrDefault(HolidayKind.Custom),
        };
    }
}
