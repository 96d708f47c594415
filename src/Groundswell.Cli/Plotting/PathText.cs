using System.Globalization;
using System.Text;

namespace Groundswell.Cli.Plotting;

/// <summary>The <c>d</c> of an SVG path in tenths of a unit, each point relative to the one before: a third of the characters.</summary>
internal sealed class PathText
{
    private readonly StringBuilder _text = new();
    private (long X, long Y) _at;
    private bool _isLine;

    public bool IsEmpty => _text.Length == 0;

    public void MoveTo(double x, double y)
    {
        _at = (Tenths(x), Tenths(y));
        _text.Append('M');
        Append(_at.X, false);
        Append(_at.Y, true);
        _isLine = false;
    }

    public void LineTo(double x, double y)
    {
        var to = (X: Tenths(x), Y: Tenths(y));
        var (right, down) = (to.X - _at.X, to.Y - _at.Y);
        if (right == 0 && down == 0)
        {
            return;
        }

        if (down == 0)
        {
            _text.Append('h');
            Append(right, false);
            _isLine = false;
        }
        else
        {
            if (!_isLine)
            {
                _text.Append('l');
            }

            Append(right, _isLine);
            Append(down, true);
            _isLine = true;
        }

        _at = to;
    }

    public void Close()
    {
        _text.Append('z');
        _isLine = false;
    }

    public override string ToString() => _text.ToString();

    private static long Tenths(double value) => (long)Math.Round(Math.Clamp(value, -1e6, 1e6) * 10, MidpointRounding.AwayFromZero);

    /// <summary>A sign parts two numbers as well as a space does.</summary>
    private void Append(long tenths, bool isSecond)
    {
        if (isSecond && tenths >= 0)
        {
            _text.Append(' ');
        }

        var (whole, rest) = Math.DivRem(Math.Abs(tenths), 10);
        _text.Append(tenths < 0 ? "-" : "");
        if (whole > 0 || rest == 0)
        {
            _text.Append(whole.ToString(CultureInfo.InvariantCulture));
        }

        if (rest > 0)
        {
            _text.Append('.').Append((char)('0' + rest));
        }
    }
}
