using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Groundswell.Dns.Wire;

/// <summary>Presentation form (RFC 1035, section 5.1): labels with dots between, <c>\.</c> and <c>\065</c> for octets that are not plain.</summary>
public sealed partial class DomainName
{
    private const int LongestExcerpt = 64;

    /// <summary>With the dot at the end left out; the root is a dot.</summary>
    public override string ToString()
    {
        if (IsRoot)
        {
            return ".";
        }

        var text = new StringBuilder(_wire.Length);
        for (var at = 0; _wire[at] != 0; at += 1 + _wire[at])
        {
            if (at > 0)
            {
                text.Append('.');
            }

            AppendEscaped(text, _wire.AsSpan(at + 1, _wire[at]));
        }

        return text.ToString();
    }

    public static DomainName Parse(string s, IFormatProvider? provider = null) => Parse(s.AsSpan(), provider);

    public static DomainName Parse(ReadOnlySpan<char> s, IFormatProvider? provider = null) => TryRead(s, out var name, out var reason)
        ? name
        : throw new FormatException($"'{s[..Math.Min(s.Length, LongestExcerpt)]}' is no domain name: {reason}.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out DomainName result) =>
        TryRead(s.AsSpan(), out result, out _);

    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, [MaybeNullWhen(false)] out DomainName result) => TryRead(s, out result, out _);

    /// <summary>Reads a name with or without the dot at its end. An international name is given in its ASCII form (<c>xn--…</c>).</summary>
    /// <param name="text">Presentation form.</param>
    /// <param name="name">The name.</param>
    /// <param name="reason">Why the text is none, as the end of a sentence.</param>
    public static bool TryRead(ReadOnlySpan<char> text, [NotNullWhen(true)] out DomainName? name, [NotNullWhen(false)] out string? reason)
    {
        name = null;
        if (text is ".")
        {
            (name, reason) = (Root, null);
            return true;
        }

        Span<byte> wire = stackalloc byte[MaxLength];
        var (labels, start, at) = (0, 0, 1);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '.')
            {
                reason = EndLabel(wire, start, at, ref labels);
                if (reason is not null)
                {
                    return false;
                }

                start = at++;
                continue;
            }

            if (!TryReadOctet(text, ref i, out var octet, out reason))
            {
                return false;
            }

            // One octet is kept for the root at the end.
            if (at >= MaxLength - 1)
            {
                reason = $"it is longer than {MaxLength} octets";
                return false;
            }

            wire[at++] = octet;
        }

        if (at - start > 1)
        {
            reason = EndLabel(wire, start, at, ref labels);
            if (reason is not null)
            {
                return false;
            }

            start = at;
        }

        reason = labels == 0 ? "it is empty" : null;
        if (reason is null)
        {
            wire[start] = 0;
            name = FromCheckedWire(wire[..(start + 1)], labels);
        }

        return name is not null;
    }

    private static string? EndLabel(Span<byte> wire, int start, int at, ref int labels)
    {
        var length = at - start - 1;
        if (length is 0 or > MaxLabelLength)
        {
            return length == 0 ? "a label is empty" : $"a label is longer than {MaxLabelLength} octets";
        }

        wire[start] = (byte)length;
        labels++;
        return at >= MaxLength ? $"it is longer than {MaxLength} octets" : null;
    }

    private static bool TryReadOctet(ReadOnlySpan<char> text, ref int i, out byte octet, [NotNullWhen(false)] out string? reason)
    {
        (octet, reason) = ((byte)text[i], null);
        if (!char.IsAscii(text[i]) || char.IsControl(text[i]))
        {
            reason = "it has a character outside of ASCII; an international name is written as xn--";
            return false;
        }

        if (text[i] != '\\')
        {
            return true;
        }

        i++;
        if (i < text.Length && !char.IsAsciiDigit(text[i]) && char.IsAscii(text[i]))
        {
            octet = (byte)text[i];
            return true;
        }

        if (i + 2 < text.Length && int.TryParse(text.Slice(i, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= byte.MaxValue)
        {
            (octet, i) = ((byte)number, i + 2);
            return true;
        }

        reason = "a backslash is followed by neither a character nor three digits up to 255";
        return false;
    }

    private static void AppendEscaped(StringBuilder text, ReadOnlySpan<byte> label)
    {
        foreach (var octet in label)
        {
            switch (octet)
            {
                case (byte)'.' or (byte)'\\' or (byte)'"' or (byte)';' or (byte)'(' or (byte)')' or (byte)'@' or (byte)'$':
                    text.Append('\\').Append((char)octet);
                    break;
                case > 0x20 and < 0x7f:
                    text.Append((char)octet);
                    break;
                default:
                    text.Append('\\').Append(octet.ToString("D3", CultureInfo.InvariantCulture));
                    break;
            }
        }
    }
}
