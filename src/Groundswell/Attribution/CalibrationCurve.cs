namespace Groundswell.Attribution;

/// <summary>What a probability of the model is worth, by how often such turned out right: straight between points, rising.</summary>
public sealed class CalibrationCurve
{
    private readonly double[] _model;
    private readonly double[] _worth;

    /// <param name="points">From (0, …) to (1, …), both coordinates rising.</param>
    /// <exception cref="ArgumentException">They do not rise, or do not reach from 0 to 1.</exception>
    public CalibrationCurve(params ReadOnlySpan<(double Model, double Worth)> points)
    {
        if (points.Length < 2 || points[0].Model != 0 || points[^1].Model != 1)
        {
            throw new ArgumentException("The points must reach from 0 to 1.", nameof(points));
        }

        (_model, _worth) = (new double[points.Length], new double[points.Length]);
        for (var i = 0; i < points.Length; i++)
        {
            (_model[i], _worth[i]) = points[i];
            if (_worth[i] is not (>= 0 and <= 1) || (i > 0 && !(_model[i] > _model[i - 1] && _worth[i] >= _worth[i - 1])))
            {
                throw new ArgumentException($"Point {i} ({_model[i]}, {_worth[i]}) does not rise from the one before.", nameof(points));
            }
        }
    }

    /// <summary>
    /// High probabilities are held from certainty: edges that nobody knows of spoil one in a hundred. Low ones are left as they are: what
    /// they are worth hangs on how often somebody looks while nothing is wrong.
    /// </summary>
    public static CalibrationCurve Node { get; } = new((0, 0), (0.74, 0.74), (0.9, 0.9), (1, 0.99));

    /// <summary>Fitted on five generated worlds, in five of six cases of which something shared had failed (docs/attribution.md).</summary>
    public static CalibrationCurve Cases { get; } = new((0, 0), (0.01, 0.02), (0.03, 0.15), (0.1, 0.3), (0.2, 0.42), (0.3, 0.48), (0.7, 0.5), (0.74, 0.8), (0.9, 0.9), (1, 0.99));

    public double Worth(double probability)
    {
        var at = 1;
        while (at < _model.Length - 1 && probability > _model[at])
        {
            at++;
        }

        var share = (probability - _model[at - 1]) / (_model[at] - _model[at - 1]);
        return _worth[at - 1] + (Math.Clamp(share, 0, 1) * (_worth[at] - _worth[at - 1]));
    }
}
