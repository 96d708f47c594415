using Groundswell.Cli.Detecting;
using Groundswell.Concentration;

namespace Groundswell.Cli.Concentrating;

/// <summary>Reads files of suppliers into a table for each layer, and one of them all where there are several. Nothing is half read: one fault, and there is no table.</summary>
internal static class SupplySource
{
    private const string All = "all layers";

    /// <param name="csv">A file with named columns, or null.</param>
    /// <param name="imc">Files in the other layout.</param>
    /// <param name="error">Where faults are told, all of them up to a bound.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>Null if a file is faulty or cannot be read.</returns>
    public static IReadOnlyList<SupplyLayer>? Read(
        string? csv, IReadOnlyList<string> imc, TextWriter error, CancellationToken cancellationToken)
    {
        var faults = new SupplyFaults();
        var leftOut = new SupplyFaults();
        var (used, critical) = (new SupplyTables(), new SupplyTables());
        if (imc.CountBy(SupplyFile.NameOf).FirstOrDefault(f => f.Value > 1).Key is { } twice)
        {
            error.WriteLine($"--imc: two files are called {twice}; a layer takes its file's name.");
            return null;
        }

        foreach (var file in csv is null ? imc : [csv])
        {
            try
            {
                SupplyFile.Read(file, text =>
                {
                    if (csv is null)
                    {
                        ImcLayout.Read(text, file, SupplyFile.NameOf(file), used, faults, leftOut, cancellationToken);
                    }
                    else
                    {
                        new SupplyCsv(file, used, critical, faults).Read(text, cancellationToken);
                    }
                });
            }
            catch (Exception exception) when (exception is InputException or IOException or InvalidDataException or UnauthorizedAccessException or ArgumentException)
            {
                error.WriteLine($"{file}: {Reason(exception)}");
                return null;
            }
        }

        if (leftOut.Count > 0)
        {
            foreach (var site in leftOut.First)
            {
                error.WriteLine(site);
            }

            error.WriteLine($"Left out: {leftOut.Count}.");
        }

        var tables = Tables(used, csv is null ? "" : "used").Concat(Tables(critical, "critical")).OrderBy(t => t.Layer == All).ToList();
        if (faults.Count == 0 && tables.Count > 0)
        {
            return tables;
        }

        Tell(faults, error);
        return null;
    }

    private static IEnumerable<SupplyLayer> Tables(SupplyTables supply, string reading)
    {
        var layers = supply.Build();
        var each = layers.Select(l => new SupplyLayer(l.Key, reading, l.Value));
        return layers.Count > 1 ? each.Append(new SupplyLayer(All, reading, SupplierTable.Union(layers))) : each;
    }

    private static void Tell(SupplyFaults faults, TextWriter error)
    {
        foreach (var fault in faults.First)
        {
            error.WriteLine(fault);
        }

        error.WriteLine(faults.Count switch
        {
            0 => "There is no supplier in it.",
            1 => "1 fault; nothing is worked out.",
            _ when faults.Count > faults.First.Count => $"{faults.Count} faults, of which the first {faults.First.Count} are shown; nothing is worked out.",
            _ => $"{Plural.Of(faults.Count, "fault")}; nothing is worked out.",
        });
    }

    private static string Reason(Exception exception) => exception switch
    {
        FileNotFoundException or DirectoryNotFoundException => "there is no such file.",
        UnauthorizedAccessException => "may not be read.",
        InvalidDataException => "its gzip packing is damaged or cut off.",
        _ => exception.Message,
    };
}
