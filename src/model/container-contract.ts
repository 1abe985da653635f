/** Where it is written what a container has to do: said where one does not, or could not. */
export const containerContract = 'docs/how-to/what-a-container-must-do.md has what a container must do';
