using System.Globalization;
using Microsoft.Extensions.Primitives;

namespace Groundswell.Server.Serving;

/// <summary>Chooses the smallest form that a client takes (RFC 9110, 12.5.3). Allocates nothing.</summary>
internal static class AcceptEncoding
{
    public static ContentCoding Choose(in StringValues header)
    {
        var choice = ContentCoding.Identity;
        for (var i = 0; i < header.Count; i++)
        {
            var found = Choose(header[i]);
            choice = found > choice ? found : choice;
        }

        return choice;
    }

    public static ContentCoding Choose(ReadOnlySpan<char> header)
    {
        var choice = ContentCoding.Identity;
        foreach (var range in header.Split(','))
        {
            var item = header[range];
            var parameters = item.IndexOf(';');
            var name = (parameters < 0 ? item : item[..parameters]).Trim();
            var coding =
                name.Equals("br", StringComparison.OrdinalIgnoreCase) ? ContentCoding.Brotli
                : name.Equals("gzip", StringComparison.OrdinalIgnoreCase) ? ContentCoding.Gzip
                : ContentCoding.Identity;
            if (coding > choice && (parameters < 0 || !IsRefused(item[(parameters + 1)..])))
            {
                choice = coding;
            }
        }

        return choice;
    }

    private static bool IsRefused(ReadOnlySpan<char> parameter)
    {
        parameter = parameter.Trim();
        return parameter.StartsWith("q=", StringComparison.OrdinalIgnoreCase)
            && double.TryParse(parameter[2..], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var weight)
            && weight <= 0;
    }
}
