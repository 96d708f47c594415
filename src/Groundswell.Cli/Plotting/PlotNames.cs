using System.Globalization;
using System.Text;

namespace Groundswell.Cli.Plotting;

/// <summary>
/// Names of files for names of series. A name comes from the input and may be anything: of it stay letters and digits of ASCII, dots
/// within it, underscores and dashes, so that no name leads to another folder, hides, or is a device; two that become one get numbers.
/// </summary>
internal sealed class PlotNames
{
    private const int MostCharacters = 80;
    private const string Extension = ".svg";

    private static readonly HashSet<string> Devices = new(
        ["con", "prn", "aux", "nul", .. Enumerable.Range(0, 10).SelectMany(i => (string[])[$"com{i}", $"lpt{i}"])], StringComparer.OrdinalIgnoreCase);

    // Some file systems take large and small letters for the same.
    private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase);

    public string For(string series)
    {
        var stem = Stem(series);
        var name = stem;
        for (var number = 2; !_taken.Add(name); number++)
        {
            name = string.Create(CultureInfo.InvariantCulture, $"{stem}-{number}");
        }

        return name + Extension;
    }

    private static string Stem(string series)
    {
        var stem = new StringBuilder();
        foreach (var rune in series.EnumerateRunes())
        {
            if (stem.Length == MostCharacters)
            {
                break;
            }

            stem.Append(rune.IsAscii && (char.IsAsciiLetterOrDigit((char)rune.Value) || rune.Value is '.' or '_' or '-') ? (char)rune.Value : '-');
        }

        var name = stem.ToString().Trim('.', '-', ' ');
        return name.Length == 0 ? "series"
            : Devices.Contains(name.Split('.')[0]) ? $"series-{name}"
            : name;
    }
}
