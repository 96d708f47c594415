using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Groundswell.Catalogue;
using Groundswell.Cli.Concentrating;
using Groundswell.Concentration;

namespace Groundswell.Cli.Commands;

/// <summary><c>groundswell concentration</c>: who depends on whom, how much, and what falls with whom.</summary>
internal static class ConcentrationCommand
{
    private static readonly Option<string?> Catalogue = new("--catalogue") { Description = "Directory of the catalogue. Default: ./catalogue, or else the one shipped with this executable.", HelpName = "DIR" };
    private static readonly Option<string?> Csv = new("--csv") { Description = "Read a table with the columns entity, supplier, layer, critical instead of the catalogue; plain or gzip.", HelpName = "FILE" };
    private static readonly Option<string[]> Imc = new("--imc") { Description = "Read files in the layout of the IMC 2020 data instead: a line a provider, 'provider,rank-site:rank-site:…'; plain or gzip. Each file is a layer; several are summed up as one too.", HelpName = "FILE", AllowMultipleArgumentsPerToken = true };
    private static readonly Option<int?> Denominator = new Option<int?>("--of") { Description = "Entities in all, of which --smallest takes its shares; by default those in the files. Only with --csv and --imc.", HelpName = "N" }.Within(1, int.MaxValue);
    private static readonly Option<bool> Blast = new("--blast") { Description = "Show how many services fall with each provider and component." };
    private static readonly Option<string?> SinglePoints = new("--spof") { Description = "Show the single points of failure of one service.", HelpName = "SERVICE" };
    private static readonly Option<double[]> Smallest = new("--smallest") { Description = "Show how few suppliers cover such shares, in percent, such as 30 50 80.", HelpName = "PERCENT", AllowMultipleArgumentsPerToken = true };
    private static readonly Option<bool> Degraded = new("--degraded") { Description = "Let --smallest count needs marked degraded too, not the hard ones alone." };
    private static readonly Option<string?> SwitchOff = new("--switch-off") { Description = "Switch a provider, provider/region or provider/region/name off, and show what falls, in which order, how likely.", HelpName = "ID" };
    private static readonly Option<int> Samples = new Option<int>("--samples") { Description = $"Samples of --switch-off, 1 to {WhatIf.MostSamples}.", HelpName = "N", DefaultValueFactory = _ => WhatIf.DefaultSamples }.Within(1, WhatIf.MostSamples);
    private static readonly Option<int> Seed = new("--seed") { Description = "Seed of --switch-off: the same one gives the same numbers.", HelpName = "S", DefaultValueFactory = _ => WhatIf.DefaultSeed };
    private static readonly Option<FailureOdds> Odds = new("--odds") { Description = "Chances that a hard, degraded and soft need passes a failure on, such as 1,0.5,0.1 (the default).", HelpName = "H,D,S", CustomParser = ParseOdds, DefaultValueFactory = _ => FailureOdds.Default };
    private static readonly Option<bool> BySovereignty = new("--sovereignty") { Description = "Show from which jurisdictions services are supplied, and how insular countries are." };
    private static readonly Option<string?> Country = new("--country") { Description = "Only services at home in a country (ISO 3166), for --sovereignty and --register.", HelpName = "CC" };
    private static readonly Option<bool> Register = new("--register") { Description = "Make a register of dependencies in the templates of DORA's register of information." };
    private static readonly Option<string?> Out = new("--out") { Description = "Write the templates of --register into a folder, as CSV.", HelpName = "DIR" };
    private static readonly Option<bool> Json = new("--json") { Description = "Print the answer as JSON." };

    private static readonly Option[] Questions = [Blast, SinglePoints, Smallest, SwitchOff, BySovereignty, Register];
    private static readonly Option[] OfCatalogueOnly = [Catalogue, Blast, SinglePoints, SwitchOff, BySovereignty, Register, Degraded];

    public static Command Create()
    {
        var command = new Command("concentration", "Shows how concentrated the supply of services is, and what falls with whom. Without an option: each layer's concentration.")
        {
            Catalogue, Csv, Imc, Denominator, Blast, SinglePoints, Smallest, Degraded, SwitchOff, Samples, Seed, Odds, BySovereignty, Country, Register, Out, Json,
        };
        Smallest.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(t => !double.TryParse(t.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var percent) || percent is not (> 0 and <= 100)))
            {
                result.AddError($"--smallest takes percents above 0 and up to 100, not '{token.Value}'.");
            }
        });
        command.Validators.Add(CheckTogether);
        command.SetAction((parse, cancellationToken) => Task.Run(() => Run(parse, cancellationToken), CancellationToken.None));
        return command;
    }

    private static FailureOdds? ParseOdds(ArgumentResult result)
    {
        var parts = result.Tokens.Count == 1 ? result.Tokens[0].Value.Split(',') : [];
        var odds = parts.Select(p => double.TryParse(p, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var chance) && chance <= 1 ? chance : double.NaN).ToArray();
        if (odds.Length == 3 && Array.TrueForAll(odds, double.IsFinite))
        {
            return new FailureOdds { Hard = odds[0], Degraded = odds[1], Soft = odds[2] };
        }

        result.AddError("--odds takes three chances from 0 to 1, such as 1,0.5,0.1.");
        return null;
    }

    private static void CheckTogether(CommandResult result)
    {
        var asked = Questions.Where(Given).Select(o => o.Name).ToList();
        if (asked.Count > 1)
        {
            result.AddError($"{string.Join(" and ", asked)} are asked one at a time.");
        }

        var files = new Option[] { Csv, Imc }.Where(Given).Select(o => o.Name).ToList();
        if (files.Count > 1)
        {
            result.AddError("--csv and --imc are read one at a time.");
        }

        foreach (var option in OfCatalogueOnly.Where(o => files.Count > 0 && Given(o)))
        {
            result.AddError($"{option.Name} needs the catalogue; {files[0]} does not hold what it asks for.");
        }

        if (files.Count == 0 && Given(Denominator))
        {
            result.AddError("--of goes with --csv or --imc; of the catalogue, shares are of its services.");
        }

        if (Given(Out) && !Given(Register))
        {
            result.AddError("--out goes with --register.");
        }

        bool Given(Option option) => result.GetResult(option) is { Implicit: false };
    }

    private static int Run(ParseResult parse, CancellationToken cancellationToken)
    {
        var (output, error) = (parse.InvocationConfiguration.Output, parse.InvocationConfiguration.Error);
        ConcentrationView? view;
        try
        {
            view = parse.GetValue(Csv) is not null || parse.GetValue(Imc) is { Length: > 0 }
                ? OfFiles(parse, error, cancellationToken)
                : OfCatalogue(parse, error);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            error.WriteLine("Interrupted.");
            return ExitCodes.Interrupted;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            error.WriteLine(exception.Message);
            return ExitCodes.BadUsage;
        }

        view?.Write(output, parse.GetValue(Json));
        return view is null ? ExitCodes.BadUsage : ExitCodes.Success;
    }

    private static ConcentrationView? OfFiles(ParseResult parse, TextWriter error, CancellationToken cancellationToken)
    {
        if (SupplySource.Read(parse.GetValue(Csv), parse.GetValue(Imc) ?? [], error, cancellationToken) is not { } tables)
        {
            return null;
        }

        return parse.GetValue(Smallest) is { Length: > 0 } percents
            ? SmallestView.Of(tables, percents, parse.GetValue(Denominator))
            : OverviewView.Of(tables, parse.GetValue(Denominator));
    }

    private static ConcentrationView? OfCatalogue(ParseResult parse, TextWriter error)
    {
        RegionId? country = null;
        if (parse.GetValue(Country) is { } code)
        {
            if (!RegionId.TryParse(code, null, out var region) || region.HasSubdivision || region.IsUnknown)
            {
                error.WriteLine($"--country: '{Slug.Excerpt(code)}' is not a country of ISO 3166, such as GB.");
                return null;
            }

            country = region;
        }

        var read = ServeCommand.ReadCatalogue(new(parse.GetValue(Catalogue) ?? CatalogueCommand.DefaultDirectory()), error);
        return read is null ? null : Answer(parse, new CatalogueGraph(read), country, error);
    }

    private static ConcentrationView? Answer(ParseResult parse, CatalogueGraph catalogue, RegionId? country, TextWriter error)
    {
        if (parse.GetValue(SinglePoints) is { } service)
        {
            if (ServiceId.TryParse(service, null, out var id) && ConcentrationReport.SinglePoints(catalogue, id) is { } points)
            {
                return SinglePointsView.Of(catalogue, id, points);
            }

            error.WriteLine($"--spof: no service '{Slug.Excerpt(service)}' is in the catalogue.");
            return null;
        }

        if (parse.GetValue(SwitchOff) is { } name)
        {
            if (WhatIfTarget.Find(catalogue, name) is { } target)
            {
                return WhatIfView.Of(WhatIf.Run(catalogue, target, parse.GetValue(Odds)!, parse.GetValue(Samples), parse.GetValue(Seed)));
            }

            error.WriteLine($"--switch-off: the catalogue has no provider, provider/region or provider/region/name '{Slug.Excerpt(name)}'.");
            return null;
        }

        if (parse.GetValue(Smallest) is { Length: > 0 } percents)
        {
            return SmallestView.Of(catalogue, parse.GetValue(Degraded) ? Criticality.Degraded : Criticality.Hard, percents);
        }

        if (parse.GetValue(BySovereignty))
        {
            return SovereigntyView.Of(catalogue, country);
        }

        if (parse.GetValue(Register))
        {
            var register = DependencyRegister.Of(catalogue, [.. catalogue.Services.Where(s => country is null || s.HomeCountries.Contains(country.Value))]);
            if (parse.GetValue(Out) is { } folder)
            {
                RegisterView.Write(register, folder);
            }

            return RegisterView.Of(register, parse.GetValue(Out));
        }

        var report = ConcentrationReport.Of(catalogue);
        return parse.GetValue(Blast) ? BlastView.Of(report) : OverviewView.Of(report);
    }
}
