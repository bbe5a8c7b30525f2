/** May a licensed product run on this machine? */
module activationdesk.gate {
  exports activationdesk.gate;
}
