using System.CommandLine;
using System.Globalization;

namespace Groundswell.Cli.Commands;

/// <summary>Bounds of options that are numbers.</summary>
internal static class Ranges
{
    /// <summary>Refuses values outside of the range, and what is no number, with the option's name.</summary>
    public static Option<T> Within<T>(this Option<T> option, double least, double most)
    {
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token]
                && !(double.TryParse(token.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most))
            {
                result.AddError(string.Create(CultureInfo.InvariantCulture, $"{option.Name} must be a number from {least} to {most}, not '{token.Value}'."));
            }
        });
        return option;
    }
}
