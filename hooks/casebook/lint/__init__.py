"""What an editor is warned of: weaknesses of the research that do not stand in the way of a site."""
