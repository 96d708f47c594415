namespace Groundswell.Attribution;

/// <summary>What is up yet, and may fail by what fails.</summary>
/// <param name="IsService">Of what the index is: a service, or else a component.</param>
/// <param name="Index">Which.</param>
/// <param name="Via">Index of the component that it needs itself: one that fails, or one that is expected to.</param>
/// <param name="Probability">That it will be seen to fail, given that it has not been so far.</param>
/// <param name="Earliest">With <paramref name="Latest"/>, minutes from now: eight in ten of the cases in which it fails.</param>
/// <param name="Latest">See <paramref name="Earliest"/>.</param>
internal readonly record struct ExpectedFailure(bool IsService, int Index, int Via, double Probability, double Earliest, double Latest);
