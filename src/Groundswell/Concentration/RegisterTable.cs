namespace Groundswell.Concentration;

/// <summary>One template of a register of information.</summary>
/// <param name="Template">Its id, such as <c>B_05.01</c>.</param>
/// <param name="Title">What it lists.</param>
/// <param name="Columns">Codes of the columns: <c>c0010</c> and on as the regulation numbers them, then ours, which begin with <c>x_</c>.</param>
/// <param name="Rows">A value for each column; null where it is not known.</param>
public sealed record RegisterTable(string Template, string Title, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string?>> Rows);
